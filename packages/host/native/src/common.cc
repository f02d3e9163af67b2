#include "common.h"

#include "gil.h"

namespace host {

void Group::fn(const char* name, v8::FunctionCallback callback) {
  Local<Function> function =
      Function::New(context, callback, Local<Value>(), 0, v8::ConstructorBehavior::kThrow).ToLocalChecked();
  set(name, function);
}

void Group::set(const char* name, Local<Value> value) {
  Local<String> key = String::NewFromUtf8(isolate, name, v8::NewStringType::kInternalized).ToLocalChecked();
  target->Set(context, key, value).Check();
}

// ---- strings ----

namespace {

char* put(char* out, uint32_t code) {
  if (code < 0x80) {
    *out++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *out++ = static_cast<char>(0xC0 | code >> 6);
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *out++ = static_cast<char>(0xE0 | code >> 12);
    *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | code >> 18);
    *out++ = static_cast<char>(0x80 | (code >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

// Writes at most 3 bytes for each unit; returns the end, or null for a surrogate that stands for no byte.
char* encode(const uint16_t* units, size_t count, char* out) {
  for (size_t i = 0; i < count; i++) {
    uint32_t unit = units[i];
    bool pair = (unit & 0xFC00) == 0xD800 && i + 1 < count && (units[i + 1] & 0xFC00) == 0xDC00;
    if (pair) {
      out = put(out, 0x10000 + ((unit & 0x3FF) << 10) + (units[++i] & 0x3FF));
    } else if (unit >= 0xDC80 && unit <= 0xDCFF) {
      *out++ = static_cast<char>(unit - 0xDC00);
    } else if ((unit & 0xF800) == 0xD800) {
      return nullptr;
    } else {
      out = put(out, unit);
    }
  }
  return out;
}

char* encode(const uint8_t* latin1, size_t count, char* out) {
  for (size_t i = 0; i < count; i++) out = put(out, latin1[i]);
  return out;
}

#if V8_MAJOR_VERSION >= 13
char* encode(Isolate* isolate, Local<String> text, char* out) {
  String::ValueView view(isolate, text);
  size_t length = static_cast<size_t>(view.length());
  return view.is_one_byte() ? encode(view.data8(), length, out) : encode(view.data16(), length, out);
}
#else
char* encode(Isolate* isolate, Local<String> text, char* out) {
  size_t length = static_cast<size_t>(text->Length());
  if (text->IsOneByte()) {
    // Read into the end of the buffer: the encoder, which at most doubles, does not catch up.
    uint8_t* latin1 = reinterpret_cast<uint8_t*>(out) + 2 * length;
    text->WriteOneByte(isolate, latin1, 0, -1, String::NO_NULL_TERMINATION);
    return encode(latin1, length, out);
  }
  std::vector<uint16_t> units(length);
  text->Write(isolate, units.data(), 0, -1, String::NO_NULL_TERMINATION);
  return encode(units.data(), length, out);
}
#endif

// Length of the valid UTF-8 sequence at `s`, 0 when there is none.
int sequence(const uint8_t* s, const uint8_t* end) {
  uint8_t first = *s;
  if (first < 0x80) return 1;
  int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || end - s < length) return 0;
  for (int k = 1; k < length; k++)
    if ((s[k] & 0xC0) != 0x80) return 0;
  if ((first == 0xE0 && s[1] < 0xA0) || (first == 0xED && s[1] > 0x9F)) return 0;
  if ((first == 0xF0 && s[1] < 0x90) || (first == 0xF4 && s[1] > 0x8F)) return 0;
  return length;
}

}  // namespace

void Path::reserve(size_t bytes) {
  if (bytes <= sizeof inline_) return;
  heap_.reset(new char[bytes]);
  data_ = heap_.get();
}

Path::Path(Isolate* isolate, Local<Value> value) {
  if (value->IsString()) {
    Local<String> text = value.As<String>();
    reserve(static_cast<size_t>(text->Length()) * 3 + 1);
    char* end = encode(isolate, text, data_);
    if (end == nullptr) error = EILSEQ;
    size_ = end == nullptr ? 0 : static_cast<size_t>(end - data_);
  } else if (value->IsUint8Array()) {
    Local<Uint8Array> bytes = value.As<Uint8Array>();
    size_ = bytes->ByteLength();
    reserve(size_ + 1);
    bytes->CopyContents(data_, size_);
  } else {
    error = EINVAL;
  }
  data_[size_] = 0;
  if (error == 0 && memchr(data_, 0, size_) != nullptr) error = EINVAL;
}

PathList::PathList(Isolate* isolate, Local<Value> value) {
  if (!value->IsArray()) return;
  Local<Context> context = isolate->GetCurrentContext();
  Local<Array> array = value.As<Array>();
  strings_.reserve(array->Length());
  for (uint32_t i = 0; i < array->Length(); i++) {
    Local<Value> item;
    if (!array->Get(context, i).ToLocal(&item)) return;
    Path path(isolate, item);
    if (path.error != 0) error = path.error;
    strings_.emplace_back(path.c_str(), path.size());
  }
  for (const std::string& text : strings_) pointers_.push_back(text.c_str());
  pointers_.push_back(nullptr);
}

Local<String> decode(Isolate* isolate, const char* data, size_t size) {
  const uint8_t* s = reinterpret_cast<const uint8_t*>(data);
  const uint8_t* end = s + size;
  bool ascii = true;
  for (const uint8_t* p = s; p < end; p++) ascii = ascii && *p < 0x80;
  if (ascii)
    return String::NewFromOneByte(isolate, s, v8::NewStringType::kNormal, static_cast<int>(size)).ToLocalChecked();
  std::vector<uint16_t> units;
  units.reserve(size);
  while (s < end) {
    int length = sequence(s, end);
    if (length == 0) {
      units.push_back(static_cast<uint16_t>(0xDC00 + *s++));
      continue;
    }
    uint32_t code = length == 1 ? *s : *s & (0xFF >> (length + 1));
    for (int k = 1; k < length; k++) code = code << 6 | (s[k] & 0x3F);
    s += length;
    if (code < 0x10000) {
      units.push_back(static_cast<uint16_t>(code));
    } else {
      units.push_back(static_cast<uint16_t>(0xD800 + ((code - 0x10000) >> 10)));
      units.push_back(static_cast<uint16_t>(0xDC00 + ((code - 0x10000) & 0x3FF)));
    }
  }
  return String::NewFromTwoByte(isolate, units.data(), v8::NewStringType::kNormal, static_cast<int>(units.size()))
      .ToLocalChecked();
}

// ---- records and buffers ----

static double* g_record;

double* record() { return g_record; }

Local<Value> record_array(Isolate* isolate) {
  Local<ArrayBuffer> buffer = ArrayBuffer::New(isolate, kRecordSize * sizeof(double));
  // Never freed: it must outlive the isolate, whose allocator would free it.
  g_record = static_cast<double*>((new std::shared_ptr<v8::BackingStore>(buffer->GetBackingStore()))->get()->Data());
  return v8::Float64Array::New(buffer, 0, kRecordSize);
}

void Bytes::take(Local<Uint8Array> array) {
  Local<ArrayBuffer> buffer = array->Buffer();
  if (gil_shared()) pin_ = buffer->GetBackingStore();
  data = static_cast<char*>(buffer->Data()) + array->ByteOffset();
  size = array->ByteLength();
}

Bytes::Bytes(Args args, int i) {
  if (!args[i]->IsUint8Array()) return;
  take(args[i].As<Uint8Array>());
  size_t start = static_cast<size_t>(number(args, i + 1));
  size_t length = static_cast<size_t>(number(args, i + 2));
  if (start > size || length > size - start) {
    data = nullptr;
    size = 0;
    return;
  }
  data += start;
  size = length;
}

Bytes::Bytes(Local<Value> value) {
  if (value->IsUint8Array()) take(value.As<Uint8Array>());
}

}  // namespace host
