/** What other packages may use. Written by scripts/make-index.mjs. */
import './builtins.ts';
export * as libm from './libm/libm.ts';
export * as dd from './libm/dd.ts';
export { PyByteArray, byteArray, byteArrayData, isByteArray } from './bytearray/bytearray.ts';
export type { BufferLock } from './bytearray/bytearray.ts';
export { mayResize, pushByte, replaceAll, setLength, splice } from './bytearray/edit.ts';
export { exportBuffer, isUnlocked, noteView } from './bytearray/exports.ts';
export { EDIT_METHODS, delItemImpl, iconcat, irepeat, setItemImpl } from './bytearray/methods.ts';
export { PyByteArrayIterator } from './bytearray/type.ts';
export { byteValue, bytesOrNone, emptySeparator, isByteSpace, needle } from './bytes/args.ts';
export { asciiMethods, bytesFromHex, hexText, maketransImpl } from './bytes/ascii.ts';
export { PyBytes, bytes, isBytes } from './bytes/bytes.ts';
export { bytesMethod, bytesObject, bytesOfIterable, constructorArguments, contents } from './bytes/construct.ts';
export type { Flavor } from './bytes/flavor.ts';
export {
  byteIndex,
  bytesRepr,
  compareSlots,
  concatOf,
  containsOf,
  getItemOf,
  repeatBytes,
  repeatCount,
  repeatOf,
  sliceBytes,
  strOfBytes,
} from './bytes/ops.ts';
export { bytesPercent } from './bytes/percent.ts';
export { joinBytes, searchMethods } from './bytes/search.ts';
export { MAKETRANS, PyBytesIterator, bytesHash, bytesOf, decodeMethod } from './bytes/type.ts';
export { callCodec, decodeText, encodeText, lossyText } from './codec/api.ts';
export {
  decodeError,
  decodeException,
  encodeError,
  encodeException,
  raiseDecode,
  raiseEncode,
} from './codec/errors.ts';
export type { Decoded, Replacement } from './codec/errors.ts';
export {
  decodeBytesEscape,
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
} from './codec/escapes.ts';
export { handlerFunctions } from './codec/handler-objects.ts';
export { STANDARD_HANDLERS, replaceDecoding, replaceEncoding } from './codec/handlers.ts';
export type { DecodeReplacement, EncodeReplacement } from './codec/handlers.ts';
export { codecRegistry, lookupCodec, lookupErrorHandler, normalizeName } from './codec/registry.ts';
export {
  PyEncodingMap,
  buildEncodingMap,
  decodeAscii,
  decodeCharmap,
  encodeAsciiText,
  encodeCharmap,
  encodeLatin1,
} from './codec/single-byte.ts';
export { ByteSink, encodeWith } from './codec/sink.ts';
export type { Encoder } from './codec/sink.ts';
export { unicodeRange } from './codec/unicode-fields.ts';
export type { UnicodeFields } from './codec/unicode-fields.ts';
export { decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from './codec/utf16.ts';
export type { ByteOrder, OrderedResult } from './codec/utf16.ts';
export { decodeUtf8, encodeAscii, encodeUtf8, isAsciiBytes } from './codec/utf8.ts';
export type { DecodeResult } from './codec/utf8.ts';
export { complexDiv, complexMul, complexPow, realDivComplex } from './complex/arith.ts';
export { PyComplex, complex, isComplex } from './complex/complex.ts';
export { complexFromString, complexRepr } from './complex/text.ts';
export type { Parts } from './complex/text.ts';
export { complexArgument } from './complex/type.ts';
export { arena, arenaOffset, beforeExport, itemMemories, newMemory, setArena } from './core/arena.ts';
export type { Arena, ItemMemory } from './core/arena.ts';
export {
  BufferFlag,
  BufferView,
  bufferHooks,
  bufferOf,
  bytesView,
  getBuffer,
  hasBuffer,
  isCContiguous,
  isFContiguous,
  releaseBuffer,
  tryBufferOf,
  tryGetBuffer,
  viewBytes,
  writableBufferOf,
} from './core/buffer.ts';
export { defineType, fillType, fillWaitingTypes } from './core/define-type.ts';
export { getset, method } from './core/define.ts';
export type { GetSetSpec, MemberSpec, TypeSpec } from './core/define.ts';
export { dropDirect, installSelector, replaceSelectors } from './core/direct.ts';
export { engine, wantCheckpoints } from './core/engine.ts';
export type { Engine } from './core/engine.ts';
export {
  PyError,
  clearIf,
  indexError,
  keyError,
  must,
  overflowError,
  pendFromJs,
  pendingIs,
  raise,
  raiseValue,
  raiseWith,
  setContext,
  takeException,
  throwPending,
  typeError,
  valueError,
} from './core/errors.ts';
export {
  Cell,
  Frame,
  currentFrame,
  dropVariables,
  frameExtra,
  keepFrame,
  setLiveFrames,
  showFrame,
  takeFrame,
  variablesOf,
} from './core/frame.ts';
export type { FrameExtra, LiveFrames } from './core/frame.ts';
export { hooks } from './core/hooks.ts';
export type { Hooks } from './core/hooks.ts';
export { idOf, identityHash } from './core/identity.ts';
export { lengthInt, longLength } from './core/length.ts';
export { linearise } from './core/mro.ts';
export { RecursiveLock, Waiter, acquireTaken, freeSemaphore, now, park, releaseLock, wake } from './core/mutex.ts';
export type { Lockable } from './core/mutex.ts';
export {
  NameInfo,
  countStore,
  nameInfo,
  newValidity,
  poisonAllNames,
  poisonMethodName,
  poisonName,
} from './core/names.ts';
export type { Validity } from './core/names.ts';
export { PyClassMethodDescriptor, PyMethodDescriptor, PyNative, parseSignature } from './core/native.ts';
export type { Impl, NativeSpec, Params } from './core/native.ts';
export { newInstance } from './core/new-instance.ts';
export { Kind, PyObject, layoutClass, standAlone } from './core/object.ts';
export type { InstanceClass, Keyed } from './core/object.ts';
export { E, T } from './core/registry.ts';
export type { TypeName } from './core/registry.ts';
export {
  compareLengths,
  compareSequences,
  countOf,
  indexOf,
  repeated,
  reprItems,
  sequenceCount,
  subscript,
} from './core/sequence.ts';
export { Ellipsis, None, NotImplemented, PyEllipsis, PyNone, PyNotImplemented } from './core/singletons.ts';
export { Rep, restoreFrame, unboxedValue } from './core/site.ts';
export type { Site, SiteKind } from './core/site.ts';
export { NATIVE_GETATTRIBUTE } from './core/slot-python.ts';
export { PYTHON_SLOTS } from './core/slot-registry.ts';
export { NATIVE_NEW, fillSlots, setGenericAttrSlots, updateSlot } from './core/slot-update.ts';
export { PyMethodWrapper, PySlotWrapper } from './core/slot-wrapper.ts';
export { SLOT_ROWS_BY_DUNDER, SLOT_TABLE, Slots } from './core/slots.ts';
export type { Binary, CallSlot, SlotKind, SlotName, SlotRow, Ternary, Unary } from './core/slots.ts';
export {
  Runtime,
  ThreadState,
  addThread,
  depthLimit,
  endThread,
  refreshDepthLimit,
  setStackDepth,
  setThreadState,
  switchThread,
  ts,
} from './core/thread-state.ts';
export type { AsyncgenHooks } from './core/thread-state.ts';
export { EXIT } from './core/tier.ts';
export type { Exit, Tier, TierEntry, TierRecord } from './core/tier.ts';
export {
  definingType,
  deleteTypeAttr,
  hideSelectors,
  lookupType,
  setTypeAttr,
  uninstallAll,
  uninstallSelectors,
} from './core/type-attrs.ts';
export { PyType, TypeFlag, isAstral, isExactOrSubtype, isSubtype, isType, typeOf } from './core/type.ts';
export { ABSENT, DONE, MAX_SAFE, MIN_SAFE, big, int, str } from './core/value.ts';
export type { Absent, Done, PyBigInt, PyInt, PySmallInt, PyStr, Result, Value } from './core/value.ts';
export { canonicalKeyIn, cellsClear, cellsDelete, cellsGet, cellsSet, dictCell } from './dict/cells.ts';
export { DictCursor, dictCursor } from './dict/cursor.ts';
export { DictKind, PyDict, isDict } from './dict/dict.ts';
export type { CellMap } from './dict/dict.ts';
export { dictItems, dictKeys, dictValues } from './dict/entries.ts';
export {
  PyDictItemIter,
  PyDictIter,
  PyDictKeyIter,
  PyDictReverseItemIter,
  PyDictReverseIter,
  PyDictReverseKeyIter,
  PyDictReverseValueIter,
  PyDictValueIter,
  itemIterNext,
  keyIterNext,
  reverseIterNext,
  valueIterNext,
} from './dict/iter.ts';
export {
  OPEN,
  canonicalForm,
  exactHash,
  fastHash,
  fold,
  isIdentityHashed,
  isSelfCanonical,
  sameKey,
  unhashable,
} from './dict/keys.ts';
export type { KeyNoun } from './dict/keys.ts';
export {
  namespaceClear,
  namespaceDelete,
  namespaceDeleteStr,
  namespaceGet,
  namespaceGetStr,
  namespaceKeys,
  namespaceLength,
  namespaceSet,
  namespaceSetStr,
} from './dict/namespace.ts';
export {
  cellsDict,
  copyInto,
  dictClear,
  dictCopy,
  dictDel,
  dictDelStr,
  dictFromEntries,
  dictGet,
  dictGetStr,
  dictHas,
  dictLen,
  dictPop,
  dictPopFirst,
  dictPopItem,
  dictSet,
  dictSetDefault,
  dictSetStr,
  isViewOf,
  namespaceCells,
  newDict,
  tableOf,
  toCells,
} from './dict/ops.ts';
export { PyMappingProxy, mappingProxy } from './dict/proxy.ts';
export {
  HashTable,
  NOT_FOUND,
  RAISED,
  makeExact,
  tableAppend,
  tableClear,
  tableCopy,
  tableFind,
  tableFirst,
  tableHash,
  tableRemove,
} from './dict/table.ts';
export { dictEquals } from './dict/type.ts';
export { dictUpdate, dictUpdateMapping, mergeDict, mergePairs } from './dict/update.ts';
export {
  ViewData,
  detachView,
  existingView,
  noteViewDelete,
  noteViewStore,
  viewDelete,
  viewDict,
  viewGet,
  viewLength,
  viewNames,
  viewSet,
} from './dict/view.ts';
export { PyDictItems, PyDictKeys, PyDictValues, PyDictView } from './dict/views.ts';
export { BaseException, exceptionInit, exceptionNew, exceptionStr } from './exceptions/base-type.ts';
export { PyBaseException, isException } from './exceptions/base.ts';
export { defineException, fieldAttr } from './exceptions/define.ts';
export { PyExceptionGroup, isGroup } from './exceptions/group.ts';
export { addNote } from './exceptions/notes.ts';
export { PyOSError } from './exceptions/oserror.ts';
export { PyAttributeError, PyNameError, PyStopIteration, PySyntaxErrorObject } from './exceptions/special.ts';
export { tracebackLine } from './exceptions/traceback-type.ts';
export { PyTraceback, givenLine, tracebackAt } from './exceptions/traceback.ts';
export type { FrameSource } from './exceptions/traceback.ts';
export { PyUnicodeError } from './exceptions/unicode-errors.ts';
export {
  floatFloorDiv,
  floatMod,
  floatPow,
  floatTrueDiv,
  floatZeroDivision,
  floorDivNonZero,
  modNonZero,
} from './float/arith.ts';
export { doubleEqualsInt, floatCompareSlots } from './float/compare.ts';
export { asFloat, floatOperand, intToDouble, toFloat } from './float/convert.ts';
export { PyFloat, float, isFloat } from './float/float.ts';
export { exactRatio, floatFromHex, floatHex, mantissaAndExponent } from './float/hex.ts';
export { integralToInt, roundHalfEven, roundToPlaces } from './float/round.ts';
export { floatFromString, floatRepr, padExponent, underscoresInPlace } from './float/text.ts';
export { ceilToInt, doubleToInt, floorToInt, roundToInt, truncToInt } from './float/to-int.ts';
export { fixedDigits, scientific, unsignedDouble } from './format/double.ts';
export type { DoubleCode, DoubleOptions, Scientific } from './format/double.ts';
export { groupDigits, layoutNumber, localeOf, splitNumber } from './format/layout.ts';
export type { LocaleNumeric, NumberText } from './format/layout.ts';
export { formatComplex, formatFloat, formatInt } from './format/number.ts';
export { pad, parseFormatSpec, unknownFormatCode } from './format/spec.ts';
export type { FormatSpec } from './format/spec.ts';
export { countsOf, packCode, relocate, unpackCode } from './function/code-pack.ts';
export type { PackedCode } from './function/code-pack.ts';
export { codeConstants, codeOffset, entryLine, offsetPc, startOffset } from './function/code-type.ts';
export { VIEWS } from './function/code-view-table.ts';
export { codeView, exceptionTableView } from './function/code-view.ts';
export type { CodeView } from './function/code-view.ts';
export { PyCode } from './function/code.ts';
export { constantValue } from './function/constants.ts';
export { FrameLocals, frameVariables, hasHiddenLocals } from './function/frame-locals.ts';
export { frameLine, frameLocals } from './function/frame-type.ts';
export { builtinsOf, makeFunction } from './function/function-type.ts';
export { PyFunction } from './function/function.ts';
export type { DirectCall } from './function/function.ts';
export { PyGetSet, PyMember } from './function/getset.ts';
export { PyBoundMethod } from './function/method.ts';
export { BUILTINS } from './function/native-types.ts';
export { neutralConstant } from './function/neutral.ts';
export { PyProperty, abstractFlag } from './function/property.ts';
export { callSlotWrapper } from './function/slot-call.ts';
export { PyClassMethod, PyStaticMethod } from './function/staticmethod.ts';
export { PySuper, superCheck, superLookup } from './function/super.ts';
export { awaitableIter, isIterableCoroutine } from './generator/awaitable.ts';
export { release, watchCoroutine, watchSuspended } from './generator/finalize.ts';
export { AsyncYield, GenState, PyAsyncGenerator, PyCoroutine, PyGenerator } from './generator/generator.ts';
export {
  delegate,
  exceptionArgument,
  genClose,
  genNext,
  genRaise,
  genSend,
  kindName,
  raiseStop,
} from './generator/resume.ts';
export { PyCoroutineWrapper, finished, frameAttrs, throwInto } from './generator/types.ts';
export { CLASS_GETITEM, PyGenericAlias, genericAlias } from './genericalias/genericalias.ts';
export { findParameters, substitute } from './genericalias/parameters.ts';
export { PyAliasIter } from './genericalias/type.ts';
export { typingArgumentRepr, typingRepr } from './genericalias/typing-repr.ts';
export { PyUnion, makeUnion, unionOf } from './genericalias/union.ts';
export { bigBitLength, intBitCount, intBitLength } from './int/bits.ts';
export { fromBytes, intFromBytes, intToBytes, littleEndian } from './int/bytes.ts';
export { bytesText, toInt, toIntWithBase } from './int/convert.ts';
export { bigDivmod, intTrueDiv, ratioToNumber } from './int/division.ts';
export type { BigDivmod } from './int/division.ts';
export { floatHash, intHash } from './int/hash.ts';
export { PyIntBox, intOrUndefined, intValue, isExactInt, isInt } from './int/int.ts';
export type { IntLike } from './int/int.ts';
export { intPowMod, modularInverse } from './int/modular.ts';
export { decimalDigit, numericText, stripSpace } from './int/numeric-text.ts';
export {
  intAbs,
  intAdd,
  intAnd,
  intCompare,
  intDivmod,
  intEq,
  intFloorDiv,
  intInvert,
  intLshift,
  intMod,
  intMul,
  intNeg,
  intOr,
  intPow,
  intRshift,
  intSub,
  intXor,
  zeroDivision,
} from './int/ops.ts';
export { roundInt } from './int/round.ts';
export { intFromString, intToString, intToStringUnlimited } from './int/text.ts';
export { LENGTH_HINT_DOC, REDUCE_DOC, SETSTATE_DOC } from './iterators/docs.ts';
export { PyCallableIter, PyEnumerate, PyFilter, PyMap, PyReversed, PyZip } from './iterators/generic.ts';
export { PyListIter, PyListReverseIter } from './iterators/listiter.ts';
export { builtin, reduceTo } from './iterators/reduce.ts';
export { PySeqIter } from './iterators/seqiter.ts';
export { listIterNext, tupleIterNext } from './iterators/sequence-iterators.ts';
export { PyTupleIter } from './iterators/tupleiter.ts';
export { floatItems } from './list/floats.ts';
export {
  appendGeneral,
  containsGeneral,
  itemGeneral,
  lengthGeneral,
  popGeneral,
  storeGeneral,
} from './list/general.ts';
export { PyList, isList, list, listItems, replaceItems, takeItems } from './list/list.ts';
export type { NativeItems } from './list/list.ts';
export { listAppend, listExtend, listExtendArray, listInsert, listLen, listRemoveAt } from './list/ops.ts';
export { searchBound } from './list/search-bound.ts';
export { assignSlice, deleteSlice, replaceRange, sliceItems } from './list/slices.ts';
export { sortValues } from './list/sort.ts';
export { timsort } from './list/timsort.ts';
export type { Less } from './list/timsort.ts';
export { BUFFER_METHODS } from './memoryview/buffer-methods.ts';
export { itemCodec, unsupportedFormat } from './memoryview/item.ts';
export { PyMemoryView, isMemoryView } from './memoryview/memoryview.ts';
export { PyMemoryIterator, memoryOf } from './memoryview/type.ts';
export {
  assignView,
  castView,
  copyFortran,
  copyOf,
  dataView,
  derived,
  itemAt,
  offsetOf,
  offsetsOf,
  shapedView,
  slicedView,
  toNestedList,
} from './memoryview/view.ts';
export { defineModule, makeModule } from './module/define-module.ts';
export type { ModuleSpec } from './module/define-module.ts';
export { PyModule, newModule } from './module/module.ts';
export { objectDir, typeDir } from './object/dir.ts';
export {
  Held,
  Watched,
  addKeeper,
  collectGarbage,
  finalizeAll,
  hold,
  letGo,
  reportIgnored,
  runFinalizers,
  unwatch,
  watch,
  watchInstance,
  watchPlain,
  watchReclassed,
} from './object/finalizers.ts';
export { addressOf, defineObject, objectInit, objectNew, objectRepr } from './object/object.ts';
export { copyregReduceEx, objectGetState } from './object/reduce.ts';
export { PySimpleNamespace, simpleNamespace } from './object/simple-namespace.ts';
export { bindNew } from './ops/arguments.ts';
export type { Binder } from './ops/arguments.ts';
export {
  abs,
  add,
  and,
  asIndex,
  asSsize,
  checkedInt,
  divmod,
  floordiv,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  index,
  invert,
  ior,
  ipow,
  irshift,
  isub,
  itruediv,
  ixor,
  lshift,
  matmul,
  mod,
  mul,
  neg,
  or,
  pos,
  pow,
  rshift,
  sub,
  truediv,
  xor,
} from './ops/arith.ts';
export {
  attributeDict,
  attributeError,
  delAttr,
  genericDelAttr,
  genericGetAttr,
  genericGetAttrOrAbsent,
  genericSetAttr,
  getAttr,
  getAttrOrAbsent,
  ownAttribute,
  setAttr,
} from './ops/attr.ts';
export type { WithDict } from './ops/attr.ts';
export { bindArguments, callMethodDescriptor, callNative, prepareNative } from './ops/call-native.ts';
export {
  bind,
  call,
  call0,
  call1,
  call2,
  call3,
  callFound,
  callKw,
  callMethod,
  lookupSpecial,
  tryCallSpecial,
} from './ops/call.ts';
export { eq, is, isTrue, lt, richCompare } from './ops/compare.ts';
export type { CompareOp } from './ops/compare.ts';
export { foldHash, hash, hash32 } from './ops/hash.ts';
export { contains, delItem, getItem, len, setItem } from './ops/items.ts';
export { askLength, collect, getIter, iterNext, lengthHint, toArray } from './ops/iter.ts';
export { suggestName } from './ops/suggest.ts';
export { ascii, enterRepr, format, leaveRepr, quoted, repr, reprJs, strJs, strOf } from './ops/text.ts';
export { isInstance, isSubclass } from './ops/typecheck.ts';
export { PyLongRangeIter, PyRangeIter, rangeIter, rangeReversed } from './range/iter.ts';
export { PyRange, rangeItem, rangeLength } from './range/range.ts';
export {
  emptyLike,
  mergeSet,
  setCopy,
  setDifference,
  setDifferenceUpdate,
  setEquals,
  setIntersection,
  setIntersectionUpdate,
  setIsDisjoint,
  setIsSubset,
  setIsSuperset,
  setSymmetricDifference,
  setSymmetricDifferenceUpdate,
  setUpdate,
  takeBody,
} from './set/algebra.ts';
export { COMMON_CLASS_METHODS, COMMON_METHODS, COMMON_SLOTS, setContains, withFrozen } from './set/common.ts';
export { frozenSetHash } from './set/frozenset-type.ts';
export { PySetIter, setIterNext } from './set/iter.ts';
export {
  elementHash,
  newFrozenSet,
  newSet,
  setAdd,
  setAddAll,
  setClear,
  setDiscard,
  setFrom,
  setHas,
  setItems,
  setLen,
  setPop,
  toExact,
  useSeededOrder,
} from './set/ops.ts';
export { PyFrozenSet, PySet, SetKind, isAnySet, isFrozenSet, isSet } from './set/set.ts';
export {
  REMOVED,
  SET_NOT_FOUND,
  SET_RAISED,
  SetTable,
  addHashes,
  intSlotHash,
  setFillFrom,
  setFind,
  setInsert,
  setKeys,
  setPopPosition,
  setRemoveAt,
  setReserve,
  setResize,
  setTidy,
} from './set/table.ts';
export { longSliceIndices } from './slice/indices.ts';
export { PySlice, adjustSlice, sliceIndex, sliceIndices, unpackSlice } from './slice/slice.ts';
export type { SliceRange } from './slice/slice.ts';
export { bound, clampEnd, clampStart, count, textArgument } from './str/args.ts';
export { PyAstralStr, codePointsOf, jsString, strFromCodePoints, strFromJs, unitsToJs } from './str/astral.ts';
export type { StrValue } from './str/astral.ts';
export { PyStrBox } from './str/box.ts';
export { CASE_METHODS, isAscii, strCasefold, strLower, strUpper } from './str/case.ts';
export { FieldNameReader, MarkupReader, fieldNumber, firstPartEnd } from './str/format-fields.ts';
export { FORMAT_METHODS, strFormat, strFormatSpec } from './str/format-method.ts';
export { linearFind, linearIndexOf, needsLinear, safeIndexOf } from './str/linear-search.ts';
export { nameArgument, nameText } from './str/name-argument.ts';
export {
  StrBuilder,
  cpAt,
  cpsOf,
  isExactStr,
  isStr,
  maxCp,
  strAt,
  strCompare,
  strConcat,
  strEquals,
  strFromCp,
  strFromLatin1,
  strHash,
  strLen,
  strOrUndefined,
  strRepeat,
  strSlice,
  strValue,
} from './str/ops.ts';
export { PAD_METHODS, centerLeft, strPad, strStrip } from './str/pad.ts';
export { strPercent } from './str/percent-str.ts';
export {
  PercentFormatter,
  isDoubleCode,
  isIntegerCode,
  isPercentMapping,
  percentDouble,
  percentInteger,
} from './str/percent.ts';
export type { Directive } from './str/percent.ts';
export { PREDICATE_METHODS, isIdentifier } from './str/predicates.ts';
export { hexEscape, strAscii, strRepr } from './str/repr.ts';
export {
  SEARCH_METHODS,
  strContains,
  strCount,
  strEndsWith,
  strFind,
  strReplace,
  strRfind,
  strStartsWith,
} from './str/search.ts';
export { siphash13 } from './str/siphash.ts';
export { SPLIT_METHODS, strJoin, strSplit, strSplitLines, strSplitSpace } from './str/split.ts';
export { TRANSLATE_METHODS, TRANSLATE_STATIC } from './str/translate.ts';
export { PyStrIterator, strDecode } from './str/type.ts';
export {
  compareUnits,
  countUnits,
  endsWithUnits,
  equalUnits,
  expandTabs,
  findUnits,
  newUnits,
  replaceUnits,
  rfindUnits,
  rsplitSpace,
  rsplitUnits,
  splitLines,
  splitSpace,
  splitUnits,
  startsWithUnits,
} from './str/units.ts';
export type { Units } from './str/units.ts';
export { PyInterpolation, PyTemplate, PyTemplateIter, joinTemplates, templateOf } from './templates/template.ts';
export { hashLanes, hashTuple } from './tuple/hash.ts';
export { PyStructSequence, makeStructSequence, structSequence } from './tuple/structseq.ts';
export type { StructField, StructSpec } from './tuple/structseq.ts';
export { EMPTY_TUPLE, PyTuple, TupleSubclassLayout, isTuple, tuple } from './tuple/tuple.ts';
export { tupleHash } from './tuple/type.ts';
export { classDict } from './type/class-dict.ts';
export {
  dictDescriptor,
  fixedDictDescriptor,
  instanceDict,
  moveToDictMode,
  replaceDict,
  weakrefDescriptor,
} from './type/instance-dict.ts';
export { bestBase, checkBases, solidBase } from './type/layout.ts';
export { customMro, defaultMro, setBases } from './type/mro.ts';
export { builtinName, messageTypeName, moduleOf, plainTypeName, qualifiedTypeName } from './type/names.ts';
export { calculateMetaclass, makeInstanceClass, mangle, typeNew } from './type/new.ts';
export { defineTypeType, typeCall, typeGetAttr, typeGetAttrOrAbsent } from './type/type-type.ts';
export {
  NoDefault,
  PyParamSpec,
  PyTypeParameter,
  PyTypeVar,
  PyTypeVarTuple,
  callTyping,
  callerModule,
  constEvaluator,
  setModule,
  unpacked,
} from './typing/parameters.ts';
export {
  CaseMap,
  Ctype,
  decimalValue,
  digitValue,
  flags,
  fullCase,
  isAlnum,
  isLineBreak,
  isPrintable,
  isSpace,
  mapCase,
  simpleLower,
} from './unicode/ctype.ts';
export { charName, lookupName, lookupSequence } from './unicode/names.ts';
export { decompositionField, normalizeCps } from './unicode/normalize.ts';
export type { Form, OldVersion } from './unicode/normalize.ts';
export {
  combiningClass,
  numericValue,
  oldCorrection,
  oldDecimalValue,
  oldNumericValue,
  oldProperties,
  properties,
} from './unicode/properties.ts';
export type { Properties } from './unicode/properties.ts';
export { RunTable, decodeVarints, fromBase64 } from './unicode/runs.ts';
export { checkpoint } from './weakref/checkpoint.ts';
export { makeProxy } from './weakref/proxy-type.ts';
export { address, goneAway } from './weakref/ref-type.ts';
export {
  PyCallableProxy,
  PyProxy,
  PyWeakRef,
  attach,
  findDeadReferents,
  firstReference,
  hasWeakCallbacks,
  referencesTo,
  referent,
  reusable,
  runWeakCallbacks,
} from './weakref/weakref.ts';
