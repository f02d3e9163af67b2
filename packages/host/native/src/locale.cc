// The C library's locale.
#include <langinfo.h>
#include <locale.h>

#include "common.h"

namespace host {
namespace {

Local<Value> text(Isolate* isolate, const char* s) { return decode(isolate, s, strlen(s)); }

// Undefined when there is no such locale.
void Setlocale(Args args) {
  const char* result;
  if (absent(args, 1)) {
    result = setlocale(integer(args, 0), nullptr);
  } else {
    Path name(args.GetIsolate(), args[1]);
    result = name.error != 0 ? nullptr : setlocale(integer(args, 0), name.c_str());
  }
  if (result != nullptr) args.GetReturnValue().Set(text(args.GetIsolate(), result));
}

Local<Value> grouping(Isolate* isolate, const char* sizes) {
  std::vector<Local<Value>> list;
  for (; *sizes != 0; sizes++) {
    list.push_back(v8::Integer::New(isolate, *sizes));
    if (*sizes == 127) break;
  }
  // C ends the list with 0, Python as well.
  if (!list.empty() && sizes[0] == 0) list.push_back(v8::Integer::New(isolate, 0));
  return Array::New(isolate, list.data(), list.size());
}

// In the order of HostLocaleConventions.
void Localeconv(Args args) {
  Isolate* isolate = args.GetIsolate();
  const lconv* l = localeconv();
  Local<Value> parts[] = {text(isolate, l->decimal_point),
                          text(isolate, l->thousands_sep),
                          grouping(isolate, l->grouping),
                          text(isolate, l->int_curr_symbol),
                          text(isolate, l->currency_symbol),
                          text(isolate, l->mon_decimal_point),
                          text(isolate, l->mon_thousands_sep),
                          grouping(isolate, l->mon_grouping),
                          text(isolate, l->positive_sign),
                          text(isolate, l->negative_sign)};
  std::vector<Local<Value>> all(parts, parts + 10);
  for (char number : {l->int_frac_digits, l->frac_digits, l->p_cs_precedes, l->p_sep_by_space, l->n_cs_precedes,
                      l->n_sep_by_space, l->p_sign_posn, l->n_sign_posn})
    all.push_back(v8::Integer::New(isolate, number));
  args.GetReturnValue().Set(Array::New(isolate, all.data(), all.size()));
}

void NlLanginfo(Args args) { args.GetReturnValue().Set(text(args.GetIsolate(), nl_langinfo(integer(args, 0)))); }

void Strcoll(Args args) {
  Path a(args.GetIsolate(), args[0]), b(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(strcoll(a.c_str(), b.c_str()));
}
void Strxfrm(Args args) {
  Path source(args.GetIsolate(), args[0]);
  std::vector<char> buffer(strxfrm(nullptr, source.c_str(), 0) + 1);
  size_t length = strxfrm(buffer.data(), source.c_str(), buffer.size());
  args.GetReturnValue().Set(decode(args.GetIsolate(), buffer.data(), length));
}

}  // namespace

void init_locale(Group& g) {
  g.fn("setlocale", Setlocale);
  g.fn("localeconv", Localeconv);
  g.fn("nlLanginfo", NlLanginfo);
  g.fn("strcoll", Strcoll);
  g.fn("strxfrm", Strxfrm);
}

}  // namespace host
