/** The end of generators nobody will resume: suspended ones are closed, coroutines that never ran get a warning (PEP 492, 525). */
import { hooks } from '../core/hooks.ts';
import { E } from '../core/registry.ts';
import { Frame, frameExtra } from '../core/frame.ts';
import { clearIf, takeException } from '../core/errors.ts';
import type { Value } from '../core/value.ts';
import { getAttr } from '../ops/attr.ts';
import { call1 } from '../ops/call.ts';
import { reprJs } from '../ops/text.ts';
import { reportIgnored, unwatch, watch } from '../object/finalizers.ts';
import { jsString } from '../str/astral.ts';
import { isStr, strValue } from '../str/ops.ts';
import { GenState, PyAsyncGenerator, PyCoroutine, PyGenerator } from './generator.ts';
import { genClose } from './resume.ts';

/** Watches a coroutine until it is first resumed. */
export function watchCoroutine(coroutine: PyCoroutine): void {
  const { frame, name, qualname, origin } = coroutine;
  const { code, globals, builtins, fn } = frame;
  coroutine.watched = watch(coroutine, (handle) => {
    let shown = handle as PyCoroutine | undefined;
    if (shown === undefined) {
      shown = new PyCoroutine(new Frame(code, [], null, globals, builtins, fn), name, qualname);
      shown.origin = origin;
    }
    if (shown.state === GenState.Created) warnUnawaited(shown);
    shown.state = GenState.Finished;
  });
}

/** warnings._warn_unawaited_coroutine, or the plain warning where it is not to be had. */
function warnUnawaited(coroutine: PyCoroutine): void {
  const module = hooks.importModule('warnings');
  const fn = module === undefined ? undefined : getAttr(module, '_warn_unawaited_coroutine');
  if (fn === undefined) {
    clearIf(E.Exception!);
    const name = isStr(coroutine.qualname) ? jsString(strValue(coroutine.qualname)) : '?';
    if (hooks.warn(E.RuntimeWarning!, `coroutine '${name}' was never awaited`, 1) !== undefined) return;
  } else if (call1(fn, coroutine) !== undefined) return;
  reportIgnored('finalizing coroutine', reprJs(coroutine) ?? '');
}

/** Has handlers that closing would run. */
function needsClosing(gen: PyGenerator): boolean {
  return gen.frame.code.code.exceptionTable.length > 0 && !(gen instanceof PyCoroutine);
}

/** After a yield: the frame stays with the registry, and lets go of its generator. */
export function watchSuspended(gen: PyGenerator): void {
  if (gen.watched === null) {
    if (!needsClosing(gen)) return;
    const { frame, name, qualname, finalizer } = gen;
    const isAsync = gen instanceof PyAsyncGenerator;
    gen.watched = watch(gen, (handle) =>
      finish((handle as PyGenerator | undefined) ?? revive(frame, isAsync, name, qualname, finalizer)),
    );
    frameExtra(frame).suspended = gen.watched.ref;
  }
  gen.frame.generator = null;
}

function revive(frame: Frame, isAsync: boolean, name: Value, qualname: Value, finalizer: Value | null): PyGenerator {
  const gen = isAsync ? new PyAsyncGenerator(frame, name, qualname) : new PyGenerator(frame, name, qualname);
  gen.state = GenState.Suspended;
  gen.finalizer = finalizer;
  gen.hooksInited = true;
  return gen;
}

function finish(gen: PyGenerator): void {
  if (gen.state !== GenState.Suspended) return;
  gen.watched = null;
  gen.frame.generator = gen;
  if (gen.finalizer !== null) {
    if (call1(gen.finalizer, gen) === undefined) hooks.writeUnraisable(takeException(), gen.finalizer, null);
    return;
  }
  if (genClose(gen) === undefined) reportIgnored('closing generator', reprJs(gen) ?? '');
}

/** The generator ended, or a coroutine began. */
export function release(gen: PyGenerator): void {
  if (gen.watched !== null) unwatch(gen.watched);
  gen.watched = null;
}
