/** Gives the parser the character names that `objects` has, for scripts that compare \N{…} with CPython. */
import { lookupName } from '../../objects/src/unicode/names.ts';
import { setCharacterNameLookup } from '../src/unicode/names.ts';

setCharacterNameLookup(lookupName);
