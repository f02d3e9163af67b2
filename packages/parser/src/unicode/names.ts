/** Character names for \N{…}: filled by whoever has the Unicode name table. */

export type NameLookup = (name: string) => number;

let lookup: NameLookup = () => -1;

/** Installs the name table: `find` gives a code point, or -1 for an unknown name. */
export function setCharacterNameLookup(find: NameLookup): void {
  lookup = find;
}

export function lookupCharacterName(name: string): number {
  return lookup(name);
}
