/** The type EncodingMap: what charmap_build gives. */
import { defineType, int, method, PyEncodingMap, T, TypeFlag } from '@pyston/objects';

T.EncodingMap = defineType({
  name: 'EncodingMap',
  instanceClass: PyEncodingMap,
  flags: TypeFlag.NoNew,
  methods: [method('size', '($self, /)', (self: PyEncodingMap) => int(self.map.size))],
});
