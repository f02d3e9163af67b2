# Finalizers that make so many objects with finalizers that the collector runs inside the collector.
import gc



class Finalized:
    __slots__ = ()
    deep = 0
    n = 0

    def __del__(self):
        Finalized.n += 1
        if Finalized.deep < 3:
            Finalized.deep += 1
            for _ in range(10000):
                keep.append(Finalized())


keep = []


def main():
    for _ in range(3000):
        Finalized()


main()
gc.collect()
print(len(keep), Finalized.n)
Finalized.deep = 3
