// The file of a start-up snapshot, without the engine's code cache for its own modules.
//
// The engine can leave that cache out itself (`withoutCodeCache`), but then drops the compiled code of our functions too,
// and a start compiles them again. The cache is the last part of the file: u64 count, then for each module its name and its
// code, both as u64 length and bytes. It is 4.5 MB that every start would read; no start needs it.

const SMALLEST = 100;
const LARGEST = 2000;

/** Where a list of `count` names and codes that begins at `at` would end; -1 where none can be. */
function endOfList(blob, at) {
  const count = Number(blob.readBigUInt64LE(at));
  if (count < SMALLEST || count > LARGEST) return -1;
  let end = at + 8;
  for (let i = 0; i < 2 * count; i += 1) {
    if (end + 8 > blob.length) return -1;
    end += 8 + Number(blob.readBigUInt64LE(end));
  }
  return end;
}

/** The list is found by its end: only the right beginning leads exactly to the end of the file. */
export function withoutEngineCode(blob) {
  for (let at = 0; at + 16 <= blob.length; at += 1) {
    if (blob[at + 2] !== 0 || blob[at + 3] !== 0 || blob[at + 7] !== 0) continue;
    if (endOfList(blob, at) === blob.length) return Buffer.concat([blob.subarray(0, at), Buffer.alloc(8)]);
  }
  return blob;
}
