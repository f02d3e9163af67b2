/**
 * NameInfo: what the runtime knows about an attribute name, interned per isolate.
 *
 * One injective mapping makes every JS property name from a Python name:
 *   `$x`  attribute on the instance, or plain class value on the prototype
 *   `m$x` what a method call of that name calls, on the prototype (own `null`: shadowed by the instance)
 *   `m2$x` JS function that calls the method with two arguments, for compiled code (NameInfo.selector)
 *   `w$x` true on the prototype while a bare store of `$x` is a correct setattr (own `false`: the instance has lost `x` once,
 *         and storing it again must note its place in `__dict__`)
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
  /** Arities of the direct selectors `m<n>$x` that compiled code calls; null while there are none. */
  arities: number[] | null;
  private loadValidity: Validity | null;
  private methodValidity: Validity | null;
  /** Some instance has (had) an own attribute of this name. */
  storedOnInstance: boolean;
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
    this.arities = null;
    this.loadValidity = null;
    this.methodValidity = null;
    this.store = null;
    this.stores = 0;
    this.storeKey = `w$${name}`;
    this.loadKey = allNamesPoisoned ? NEVER : this.attrKey;
  }

  /** `ok` while `loadKey` is `attrKey`: what compiled code, in which the key is written, asks before a bare load. */
  loads(): Validity {
    return (this.loadValidity ??= newValidity(this.loadKey !== NEVER));
  }

  /** The same for `methodKey`. */
  methods(): Validity {
    return (this.methodValidity ??= newValidity(this.methodKey !== NEVER));
  }

  /** Bare loads and, if asked for, method loads miss from now on. */
  poison(methods: boolean): void {
    if (methods) {
      this.methodKey = NEVER;
      if (this.methodValidity !== null) this.methodValidity.ok = false;
    } else {
      this.loadKey = NEVER;
      if (this.loadValidity !== null) this.loadValidity.ok = false;
    }
  }

  /**
   * The key under which a class's prototype may have a JS function `(depth, ...args)` that calls method `x` with `argc`
   * arguments, the receiver being `this` (core/direct.ts); null where instances may hide methods of this name.
   */
  selector(argc: number): string | null {
    if (this.storedOnInstance && this.arities === null) return null;
    const key = `m${argc}${this.attrKey}`;
    if (this.arities === null) this.arities = [argc];
    else if (!this.arities.includes(argc)) {
      if (this.storedOnInstance) return null;
      this.arities.push(argc);
    }
    return key;
  }
}

/**
 * A condition that compiled code reads and the runtime ends. Each is the only object of its class, so that V8 takes
 * `ok` for a constant and throws the code away when it changes.
 */
export interface Validity {
  ok: boolean;
}

export function newValidity(ok: boolean): Validity {
  return new (class {
    ok: boolean;
    constructor() {
      this.ok = ok;
    }
  })();
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
  nameInfo(name).poison(false);
}

/** A class with instances received a method: instances that have an own attribute of that name must keep hiding it. */
export function poisonMethodName(name: string): void {
  const info = nameInfo(name);
  if (info.storedOnInstance) info.poison(true);
}

/** The same for all names: a class with instances received a __getattribute__. */
export function poisonAllNames(): void {
  allNamesPoisoned = true;
  for (const info of table.values()) {
    info.poison(false);
    info.poison(true);
  }
}

const STORES_BEFORE_SETTER = 40;

/** Counts a store of the name; at some point makes its `store`. */
export function countStore(info: NameInfo): void {
  if (++info.stores < STORES_BEFORE_SETTER) return;
  const marker = JSON.stringify(info.storeKey);
  const key = JSON.stringify(info.attrKey);
  const body = `return (o, v) => o[${marker}] === true ? (o[${key}] = v, true) : false`;
  info.store = new Function('info', body)(info) as NameInfo['store'];
}
