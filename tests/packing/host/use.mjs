import { createNodeHost } from '@pyston/host/node';

const host = createNodeHost();
const missing = host.platform.strerror(host.platform.errno.ENOENT);
console.log(host.kind, host.platform.name === process.platform, missing, host.clock.seconds(0) > 1.7e9);
