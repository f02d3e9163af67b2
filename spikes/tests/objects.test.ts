// The spikes stand on the packages as third parties see them: through their exports alone.

import * as objects from '@pyston/objects';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

test('the object model is reachable through its exports', () => {
  assert.type(objects.add, 'function');
  assert.type(objects.getAttr, 'function');
});

test.run();
