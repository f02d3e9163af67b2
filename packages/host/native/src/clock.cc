// Clocks, sleeping, civil time.
#include <math.h>
#include <time.h>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

void Seconds(Args args) {
  timespec t;
  if (clock_gettime(integer(args, 0), &t) < 0) return args.GetReturnValue().Set(NAN);
  int64_t ns = t.tv_sec * 1'000'000'000LL + t.tv_nsec;
  args.GetReturnValue().Set(static_cast<double>(ns) / 1e9);
}

void Nanoseconds(Args args) {
  timespec t;
  if (clock_gettime(integer(args, 0), &t) < 0) return fail(args, errno);
  args.GetReturnValue().Set(v8::BigInt::New(args.GetIsolate(), t.tv_sec * 1'000'000'000LL + t.tv_nsec));
}

void Resolution(Args args) {
  timespec t;
  if (clock_getres(integer(args, 0), &t) < 0) return args.GetReturnValue().Set(NAN);
  args.GetReturnValue().Set(static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9);
}

void SetTime(Args args) {
  timespec t = {integer64(args, 1), integer(args, 2)};
  finish(args, clock_settime(integer(args, 0), &t));
}

void Sleep(Args args) {
  double seconds = number(args, 0);
  if (!(seconds > 0)) seconds = 0;
  if (seconds > 9e9) seconds = 9e9;
  timespec until = monotonic_in(static_cast<int64_t>(seconds * 1e9));
  int error;
  {
    Blocking blocking;
    error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  }
  fail(args, error);
}

// Fields in the order of HostTm without the zone, which is the result.
void deliver(Args args, const tm& t) {
  double* out = record();
  const int64_t values[] = {t.tm_year + 1900LL, t.tm_mon + 1LL, t.tm_mday, t.tm_hour,  t.tm_min,
                            t.tm_sec,           t.tm_wday,      t.tm_yday, t.tm_isdst, t.tm_gmtoff};
  for (int i = 0; i < 10; i++) out[i] = static_cast<double>(values[i]);
  const char* zone = t.tm_zone == nullptr ? "" : t.tm_zone;
  args.GetReturnValue().Set(decode(args.GetIsolate(), zone, strlen(zone)));
}

void civil(Args args, tm* (*convert)(const time_t*, tm*)) {
  double seconds = number(args, 0);
  if (!(fabs(seconds) < 9e18)) return fail(args, EOVERFLOW);
  time_t t = static_cast<time_t>(seconds);
  tm result;
  if (convert(&t, &result) == nullptr) return fail(args, errno == 0 ? EOVERFLOW : errno);
  deliver(args, result);
}
void Localtime(Args args) { civil(args, localtime_r); }
void Gmtime(Args args) { civil(args, gmtime_r); }

// Arguments from i on: the fields of HostTm without zone.
tm fields(Args args, int i) {
  tm t = {};
  t.tm_year = static_cast<int>(integer64(args, i) - 1900);
  t.tm_mon = integer(args, i + 1) - 1;
  t.tm_mday = integer(args, i + 2);
  t.tm_hour = integer(args, i + 3);
  t.tm_min = integer(args, i + 4);
  t.tm_sec = integer(args, i + 5);
  t.tm_wday = integer(args, i + 6);
  t.tm_yday = integer(args, i + 7);
  t.tm_isdst = integer(args, i + 8);
  t.tm_gmtoff = integer(args, i + 9);
  return t;
}

void Mktime(Args args) {
  tm t = fields(args, 0);
  t.tm_wday = -1;  // stays -1 only when mktime failed
  time_t result = mktime(&t);
  if (result == -1 && t.tm_wday == -1) return args.GetReturnValue().Set(NAN);
  args.GetReturnValue().Set(static_cast<double>(result));
}

// strftime(format, zone, fields…)
void Strftime(Args args) {
  Isolate* isolate = args.GetIsolate();
  Path format(isolate, args[0]), zone(isolate, args[1]);
  if (format.error != 0 || zone.error != 0) return fail(args, EILSEQ);
  tm t = fields(args, 2);
  t.tm_zone = zone.c_str();
  if (format.size() == 0) return args.GetReturnValue().Set(String::Empty(isolate));
  // 0 may mean "too small" or "nothing": a byte in front tells them apart.
  std::string marked = std::string("+") + format.c_str();
  std::vector<char> buffer(1024);
  size_t length;
  while ((length = strftime(buffer.data(), buffer.size(), marked.c_str(), &t)) == 0 && buffer.size() < (1u << 26))
    buffer.resize(buffer.size() * 4);
  if (length == 0) return fail(args, ERANGE);
  args.GetReturnValue().Set(decode(isolate, buffer.data() + 1, length - 1));
}

void Tzset(Args args) {
  tzset();
  args.GetIsolate()->DateTimeConfigurationChangeNotification(Isolate::TimeZoneDetection::kRedetect);
}

}  // namespace

void init_clock(Group& g) {
  g.fn("seconds", Seconds);
  g.fn("nanoseconds", Nanoseconds);
  g.fn("resolution", Resolution);
  g.fn("setTime", SetTime);
  g.fn("sleep", Sleep);
  g.fn("localtime", Localtime);
  g.fn("gmtime", Gmtime);
  g.fn("mktime", Mktime);
  g.fn("strftime", Strftime);
  g.fn("tzset", Tzset);
}

}  // namespace host
