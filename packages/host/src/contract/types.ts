/** Types shared by all host interfaces. */

/**
 * A path, environment string or argument: a JS string (UTF-16, astral characters as surrogate pairs) in which an
 * undecodable byte b is the lone surrogate U+DC00+b (PEP 383), or the raw bytes. A NUL inside gives -EINVAL.
 */
export type HostPath = string | Uint8Array;

/** ≥ 0: the result of the call. < 0: the negated errno of the platform. Never thrown. */
export type SysResult = number;
