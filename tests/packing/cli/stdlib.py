import json
import re
import textwrap

print(json.dumps({'k': [1, None, 'é']}), re.sub(r'(\w+)@(\w+)', r'\2 at \1', 'me@home'))
print(textwrap.fill('one two three four', 9))
