"""Counting words: string methods, dictionary of strings, sorting with a key."""


def make_text():
    seed = 2024
    words = []
    for _ in range(50000):
        seed = (seed * 69069 + 1) % 4294967296
        words.append('word%d' % ((seed >> 9) % ((seed >> 18) % 3000 + 1)))
    return ' '.join(words)


def count(text):
    counts = {}
    for word in text.split(' '):
        word = word.capitalize()
        counts[word] = counts.get(word, 0) + 1
    return counts


def run():
    text = make_text()
    total = 0
    for _ in range(5):
        counts = count(text)
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
        for word, number in counts.items():
            total += len(word) * number
    return total, len(counts), top[0], top[9]
