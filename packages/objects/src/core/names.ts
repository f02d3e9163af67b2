/**
 * NameInfo: what the runtime knows about an attribute name, interned per isolate.
 *
 * One injective mapping makes every JS property name from a Python name:
 *   `$x`  attribute on the instance, or plain class value on the prototype
 *   `m$x` what a method call of that name calls, on the prototype (own `null`: shadowed by the instance)
 *   `w$x` true on the prototype while a bare store of `$x` is a correct setattr
 * Nothing un-prefixed is ever looked up, so `constructor`, `__proto__` and '1' are ordinary names.
 *
 * `loadKey` equals `attrKey` until some class receives a data descriptor of that name (or a __getattribute__)
 * after it had instances: then bare loads of the name may lie, and loadKey becomes a key that no object has. `methodKey`
 * likewise, when a class with instances receives a method whose name some instance has as an own attribute.
 */
export class NameInfo {
  readonly name: string;
  readonly attrKey: string;
  /** Key of method selectors as they are stored. */
  readonly plainMethodKey: string;
  /** Key for loading method selectors: equals plainMethodKey until poisoned. */
  methodKey: string;
  readonly storeKey: string;
  loadKey: string;
  /** Some instance has (had) an own attribute of this name. */
  storedOnInstance: boolean;
  /** Some instance has lost its attribute of this name: storing it again must note its place in `__dict__`. */
  deleted: boolean;
  /** Bare store with an inline cache of its own, made once the name is stored often; tells whether it applied. */
  store: ((o: object, v: unknown) => boolean) | null;
  /** Stores seen while `store` is null. */
  stores: number;
  constructor(name: string) {
    this.name = name;
    this.attrKey = `$${name}`;
    this.plainMethodKey = `m$${name}`;
    this.methodKey = allNamesPoisoned ? NEVER : this.plainMethodKey;
    this.storedOnInstance = false;
    this.deleted = false;
    this.store = null;
    this.stores = 0;
    this.storeKey = `w$${name}`;
    this.loadKey = allNamesPoisoned ? NEVER : this.attrKey;
  }
}

const NEVER = '!never';
let allNamesPoisoned = false;
const table = new Map<string, NameInfo>();

/** The interned record of a name. */
export function nameInfo(name: string): NameInfo {
  let info = table.get(name);
  if (info === undefined) {
    info = new NameInfo(name);
    table.set(name, info);
  }
  return info;
}

/** From now on a bare load of `name` always misses and takes the full look-up. */
export function poisonName(name: string): void {
  nameInfo(name).loadKey = NEVER;
}

/** A class with instances received a method: instances that have an own attribute of that name must keep hiding it. */
export function poisonMethodName(name: string): void {
  const info = nameInfo(name);
  if (info.storedOnInstance) info.methodKey = NEVER;
}

/** The same for all names: a class with instances received a __getattribute__. */
export function poisonAllNames(): void {
  allNamesPoisoned = true;
  for (const info of table.values()) {
    info.loadKey = NEVER;
    info.methodKey = NEVER;
  }
}

const STORES_BEFORE_SETTER = 40;

/** Counts a store of the name; at some point makes its `store`. */
export function countStore(info: NameInfo): void {
  if (++info.stores < STORES_BEFORE_SETTER) return;
  const marker = JSON.stringify(info.storeKey);
  const key = JSON.stringify(info.attrKey);
  const body = `return (o, v) => o[${marker}] === true && (o[${key}] !== undefined || !info.deleted) ? (o[${key}] = v, true) : false`;
  info.store = new Function('info', body)(info) as NameInfo['store'];
}
