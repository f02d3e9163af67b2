import unittest

from project.stats import mean, median


class MeanTest(unittest.TestCase):
    def setUp(self):
        self.values = [1, 2, 6]

    def test_mean(self):
        self.assertEqual(mean(self.values), 3)

    def test_empty(self):
        with self.assertRaisesRegex(ValueError, 'no val'):
            mean([])

    def test_many(self):
        for n in range(3):
            with self.subTest(n=n):
                self.assertEqual(mean([n]), n if n < 2 else 99)

    @unittest.skip('not today')
    def test_skipped(self):
        self.fail('never')

    @unittest.expectedFailure
    def test_expected(self):
        self.assertIn(5, self.values)


class MedianTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data = {'odd': [3, 1, 2], 'even': [1, 2]}

    def test_odd(self):
        self.assertEqual(median(self.data['odd']), 2)

    def test_fails(self):
        self.assertListEqual([median(self.data['even']), 1], [1.5, 2], 'lists differ on purpose')

    def test_error(self):
        median(None)


if __name__ == '__main__':
    unittest.main()
