// The slots of PyTypeObject: number in PyType_Slot, suite, field. One list for looking up, inheriting and describing.
#define SLOTS(X) \
  X(1, as_buffer, bf_getbuffer) X(2, as_buffer, bf_releasebuffer) \
  X(3, as_mapping, mp_ass_subscript) X(4, as_mapping, mp_length) X(5, as_mapping, mp_subscript) \
  X(6, as_number, nb_absolute) X(7, as_number, nb_add) X(8, as_number, nb_and) X(9, as_number, nb_bool) \
  X(10, as_number, nb_divmod) X(11, as_number, nb_float) X(12, as_number, nb_floor_divide) X(13, as_number, nb_index) \
  X(14, as_number, nb_inplace_add) X(15, as_number, nb_inplace_and) X(16, as_number, nb_inplace_floor_divide) \
  X(17, as_number, nb_inplace_lshift) X(18, as_number, nb_inplace_multiply) X(19, as_number, nb_inplace_or) \
  X(20, as_number, nb_inplace_power) X(21, as_number, nb_inplace_remainder) X(22, as_number, nb_inplace_rshift) \
  X(23, as_number, nb_inplace_subtract) X(24, as_number, nb_inplace_true_divide) X(25, as_number, nb_inplace_xor) \
  X(26, as_number, nb_int) X(27, as_number, nb_invert) X(28, as_number, nb_lshift) X(29, as_number, nb_multiply) \
  X(30, as_number, nb_negative) X(31, as_number, nb_or) X(32, as_number, nb_positive) X(33, as_number, nb_power) \
  X(34, as_number, nb_remainder) X(35, as_number, nb_rshift) X(36, as_number, nb_subtract) \
  X(37, as_number, nb_true_divide) X(38, as_number, nb_xor) \
  X(39, as_sequence, sq_ass_item) X(40, as_sequence, sq_concat) X(41, as_sequence, sq_contains) \
  X(42, as_sequence, sq_inplace_concat) X(43, as_sequence, sq_inplace_repeat) X(44, as_sequence, sq_item) \
  X(45, as_sequence, sq_length) X(46, as_sequence, sq_repeat) \
  X(75, as_number, nb_matrix_multiply) X(76, as_number, nb_inplace_matrix_multiply) \
  X(77, as_async, am_await) X(78, as_async, am_aiter) X(79, as_async, am_anext) X(81, as_async, am_send)

#define TYPE_SLOTS(X) \
  X(47, tp_alloc) X(50, tp_call) X(51, tp_clear) X(52, tp_dealloc) X(53, tp_del) X(54, tp_descr_get) X(55, tp_descr_set) \
  X(56, tp_doc) X(57, tp_getattr) X(58, tp_getattro) X(59, tp_hash) X(60, tp_init) X(61, tp_is_gc) X(62, tp_iter) \
  X(63, tp_iternext) X(64, tp_methods) X(65, tp_new) X(66, tp_repr) X(67, tp_richcompare) X(68, tp_setattr) \
  X(69, tp_setattro) X(70, tp_str) X(71, tp_traverse) X(72, tp_members) X(73, tp_getset) X(74, tp_free) \
  X(80, tp_finalize) X(82, tp_vectorcall)
