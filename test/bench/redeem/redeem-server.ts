/** The server's process of `redeem-http`: says where it listens, its key and its codes; ends when it is told to. */
import type {AddressInfo} from 'node:net';
import {addCoupons, redeemGround} from './redeem-ground.ts';

const ground = await redeemGround();
const codes = Array.from({length: 500}, (_, n) => `HTTP-${n}`);
await addCoupons(ground, codes);
await ground.app.listen({port: 0, host: '127.0.0.1'});
const {port} = ground.app.server.address() as AddressInfo;
process.send?.({port, headers: ground.serverKey, codes});
process.once('message', () => {
  void ground.close().then(() => process.exit(0));
});
