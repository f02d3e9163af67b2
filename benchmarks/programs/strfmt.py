"""Building text: f-strings, % formatting, join, split, find, startswith, replace."""


class Record:
    def __init__(self, number):
        self.number = number
        self.value = number * 0.25
        self.name = 'item%d' % number


def run():
    records = [Record(number) for number in range(1500)]
    total = 0
    for _ in range(10):
        lines = [f'{r.number:06d}: {r.name!r} = {r.value:.2f} <{r.number}>' for r in records]
        text = '\n'.join(lines)
        heads = []
        for line in text.split('\n'):
            heads.append(line[:line.find(':')] + ';')
            if line.startswith('00012') or line.endswith('3>'):
                total += 1
        total += len(''.join(heads)) + len(text.replace('item', 'it')) + len('%s|%5d' % (heads[0], total % 1000))
    return total
