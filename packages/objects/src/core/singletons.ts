/** None, NotImplemented and Ellipsis: one frozen object each; identity is the test. */
import { PyObject } from './object.ts';

export class PyNone extends PyObject {}
export class PyNotImplemented extends PyObject {}
export class PyEllipsis extends PyObject {}

export const None: PyNone = new PyNone();
export const NotImplemented: PyNotImplemented = new PyNotImplemented();
export const Ellipsis: PyEllipsis = new PyEllipsis();
