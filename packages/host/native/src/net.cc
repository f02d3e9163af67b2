// Sockets. Addresses are raw sockaddr bytes.
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "common.h"
#include "gil.h"

namespace host {
namespace {

// Calls `expression` with the GIL released.
#define BLOCKING_CALL(result, expression) \
  int64_t result;                         \
  {                                       \
    Blocking blocking;                    \
    result = (expression);                \
  }

// A sockaddr argument, copied.
struct Address {
  explicit Address(Local<Value> value) {
    if (!value->IsUint8Array()) return;
    size = static_cast<socklen_t>(value.As<Uint8Array>()->CopyContents(&storage, sizeof storage));
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  sockaddr_storage storage = {};
  socklen_t size = 0;
};

// An address to be handed out: bytes into `target`, their number into slot 0 of the record.
struct Received {
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  void deliver(Local<Value> target) {
    Bytes bytes(target);
    size_t length = std::min<size_t>({size, sizeof storage, bytes.size});
    memcpy(bytes.data, &storage, length);
    record()[0] = static_cast<double>(length);
  }
  sockaddr_storage storage = {};
  socklen_t size = sizeof storage;
};

void Socket(Args args) { finish(args, socket(integer(args, 0), integer(args, 1) | SOCK_CLOEXEC, integer(args, 2))); }
// The ends go into the record.
void Socketpair(Args args) {
  int ends[2];
  if (socketpair(integer(args, 0), integer(args, 1) | SOCK_CLOEXEC, integer(args, 2), ends) < 0)
    return fail(args, errno);
  record()[0] = ends[0];
  record()[1] = ends[1];
  finish(args, 0);
}
void Bind(Args args) {
  Address address(args[1]);
  finish(args, bind(integer(args, 0), address.get(), address.size));
}
void Connect(Args args) {
  int fd = integer(args, 0);
  Address address(args[1]);
  BLOCKING_CALL(result, connect(fd, address.get(), address.size));
  finish(args, result);
}
void Listen(Args args) { finish(args, listen(integer(args, 0), integer(args, 1))); }
// accept(fd, bytes)
void Accept(Args args) {
  int fd = integer(args, 0);
  Received peer;
  BLOCKING_CALL(result, accept4(fd, peer.get(), &peer.size, SOCK_CLOEXEC));
  if (result >= 0) peer.deliver(args[1]);
  finish(args, result);
}
void name_of(Args args, int (*ask)(int, sockaddr*, socklen_t*)) {
  Received name;
  int result = ask(integer(args, 0), name.get(), &name.size);
  if (result == 0) name.deliver(args[1]);
  finish(args, result);
}
void Getsockname(Args args) { name_of(args, getsockname); }
void Getpeername(Args args) { name_of(args, getpeername); }
void Shutdown(Args args) { finish(args, shutdown(integer(args, 0), integer(args, 1))); }

void Send(Args args) {
  int fd = integer(args, 0), flags = integer(args, 4);
  Bytes bytes(args, 1);
  BLOCKING_CALL(result, send(fd, bytes.data, bytes.size, flags));
  finish(args, result);
}
void Recv(Args args) {
  int fd = integer(args, 0), flags = integer(args, 4);
  Bytes bytes(args, 1);
  BLOCKING_CALL(result, recv(fd, bytes.data, bytes.size, flags));
  finish(args, result);
}
void Sendto(Args args) {
  int fd = integer(args, 0), flags = integer(args, 4);
  Bytes bytes(args, 1);
  Address to(args[5]);
  BLOCKING_CALL(result, sendto(fd, bytes.data, bytes.size, flags, to.get(), to.size));
  finish(args, result);
}
void Recvfrom(Args args) {
  int fd = integer(args, 0), flags = integer(args, 4);
  Bytes bytes(args, 1);
  Received from;
  BLOCKING_CALL(result, recvfrom(fd, bytes.data, bytes.size, flags, from.get(), &from.size));
  if (result >= 0) from.deliver(args[5]);
  finish(args, result);
}
void Getsockopt(Args args) {
  Bytes value(args[3]);
  socklen_t size = static_cast<socklen_t>(value.size);
  int result = getsockopt(integer(args, 0), integer(args, 1), integer(args, 2), value.data, &size);
  finish(args, result < 0 ? result : static_cast<int>(size));
}
void Setsockopt(Args args) {
  Bytes value(args[3]);
  finish(args, setsockopt(integer(args, 0), integer(args, 1), integer(args, 2), value.data,
                          static_cast<socklen_t>(value.size)));
}

// getaddrinfo(node, service, family, type, protocol, flags) → [family, type, protocol, canonname, bytes, …] or EAI_*
void Getaddrinfo(Args args) {
  Isolate* isolate = args.GetIsolate();
  std::unique_ptr<Path> node(absent(args, 0) ? nullptr : new Path(isolate, args[0]));
  std::unique_ptr<Path> service(absent(args, 1) ? nullptr : new Path(isolate, args[1]));
  if ((node && node->error != 0) || (service && service->error != 0)) return args.GetReturnValue().Set(EAI_NONAME);
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = integer(args, 2);
  hints.ai_socktype = integer(args, 3);
  hints.ai_protocol = integer(args, 4);
  hints.ai_flags = integer(args, 5);
  BLOCKING_CALL(code, getaddrinfo(node ? node->c_str() : nullptr, service ? service->c_str() : nullptr, &hints, &found));
  if (code != 0) return args.GetReturnValue().Set(static_cast<int32_t>(code));
  std::vector<Local<Value>> list;
  for (addrinfo* each = found; each != nullptr; each = each->ai_next) {
    const char* name = each->ai_canonname == nullptr ? "" : each->ai_canonname;
    Local<ArrayBuffer> bytes = ArrayBuffer::New(isolate, each->ai_addrlen);
    memcpy(bytes->Data(), each->ai_addr, each->ai_addrlen);
    for (int number : {each->ai_family, each->ai_socktype, each->ai_protocol})
      list.push_back(v8::Integer::New(isolate, number));
    list.push_back(decode(isolate, name, strlen(name)));
    list.push_back(Uint8Array::New(bytes, 0, each->ai_addrlen));
  }
  freeaddrinfo(found);
  args.GetReturnValue().Set(Array::New(isolate, list.data(), list.size()));
}
// getnameinfo(address, flags) → [host, service] or EAI_*
void Getnameinfo(Args args) {
  Isolate* isolate = args.GetIsolate();
  Address address(args[0]);
  char host[NI_MAXHOST], service[NI_MAXSERV];
  int flags = integer(args, 1);
  BLOCKING_CALL(code, getnameinfo(address.get(), address.size, host, sizeof host, service, sizeof service, flags));
  if (code != 0) return args.GetReturnValue().Set(static_cast<int32_t>(code));
  Local<Value> parts[] = {decode(isolate, host, strlen(host)), decode(isolate, service, strlen(service))};
  args.GetReturnValue().Set(Array::New(isolate, parts, 2));
}
void GaiStrerror(Args args) {
  const char* message = gai_strerror(integer(args, 0));
  args.GetReturnValue().Set(decode(args.GetIsolate(), message, strlen(message)));
}

}  // namespace

void init_net(Group& g) {
  g.fn("socket", Socket);
  g.fn("socketpair", Socketpair);
  g.fn("bind", Bind);
  g.fn("connect", Connect);
  g.fn("listen", Listen);
  g.fn("accept", Accept);
  g.fn("getsockname", Getsockname);
  g.fn("getpeername", Getpeername);
  g.fn("shutdown", Shutdown);
  g.fn("send", Send);
  g.fn("recv", Recv);
  g.fn("sendto", Sendto);
  g.fn("recvfrom", Recvfrom);
  g.fn("getsockopt", Getsockopt);
  g.fn("setsockopt", Setsockopt);
  g.fn("getaddrinfo", Getaddrinfo);
  g.fn("getnameinfo", Getnameinfo);
  g.fn("gaiStrerror", GaiStrerror);
}

}  // namespace host
