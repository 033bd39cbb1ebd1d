/** A test till with a key: it enrols with it, signs what it sends, and asks for tokens. */
import {generateKeyPairSync, type KeyObject, sign} from 'node:crypto';
import {makeId} from '../../shared/kernel/id.ts';
import {
  enrolmentSchema,
  type PublicKey,
  publicKeySchema,
  type TokenRequest,
  tokenText,
} from '../../shared/protocol/enrol.ts';
import {type ExchangeRequest, signedText} from '../../shared/protocol/exchange.ts';
import {systemRandom} from '../../sync/app/system-random.ts';
import type {TestShop} from './test-shop.ts';
import {TestTill} from './test-till.ts';

export interface TestKey {
  readonly publicKey: PublicKey;
  sign(text: string): string;
}

export function testKey(): TestKey {
  const pair = generateKeyPairSync('ec', {namedCurve: 'P-256'});
  return {
    publicKey: publicKeySchema.parse(pair.publicKey.export({format: 'jwk'})),
    sign: text => signWith(pair.privateKey, text),
  };
}

function signWith(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), {key, dsaEncoding: 'ieee-p1363'}).toString('base64url');
}

export class KeyedTill extends TestTill {
  key: TestKey = testKey();
  token: string = this.enrolment.token;
  session: string | null = null;

  override get authorization() {
    return {authorization: `Bearer ${this.token}`};
  }

  /** The request as this till would send it, signed. */
  signed(given: Partial<ExchangeRequest> = {}): ExchangeRequest {
    const request = {
      protocol: 2,
      deviceId: this.enrolment.deviceId,
      epoch: this.enrolment.epoch,
      baseSequence: this.outbox[0]?.sequence ?? this.sequence + 1,
      operations: this.outbox,
      wants: [],
      leaseVersion: this.leaseVersion,
      preposition: false,
      wallMs: this.nowMs,
      session: this.session,
      ...given,
    };
    return {...request, signature: this.key.sign(signedText(request))};
  }

  override async post(given: Partial<ExchangeRequest> = {}) {
    const answer = await super.post(this.signed(given));
    const {session} = answer.json<{session?: string}>();
    if (session !== undefined) this.session = session;
    return answer;
  }

  tokenRequest(given: Partial<TokenRequest> = {}): TokenRequest {
    const {deviceId, epoch} = this.enrolment;
    const nonce = makeId('op', this.nowMs, systemRandom);
    const request = {deviceId, epoch, nonce, wallMs: this.nowMs, ...given};
    return {...request, signature: given.signature ?? this.key.sign(tokenText(request))};
  }

  askForToken(request: TokenRequest = this.tokenRequest()) {
    return this.shop.app.inject({method: 'POST', url: '/sync/v1/token', payload: request});
  }

  /** The status of a call with `token`. */
  async statusWith(token: string): Promise<number> {
    const headers = {authorization: `Bearer ${token}`};
    return (await this.shop.app.inject({url: '/sync/v1/changes', headers})).statusCode;
  }
}

/** A till of this store, enrolled with a key. */
export async function addKeyedTill(shop: TestShop, storeId: string, name: string): Promise<KeyedTill> {
  const issued = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/tills',
    headers: shop.managementKey,
    payload: {storeId, name},
  });
  const key = testKey();
  const {enrolmentCode} = issued.json<{enrolmentCode: string}>();
  const till = new KeyedTill(shop, await enrolKey(shop, enrolmentCode, key));
  till.key = key;
  return till;
}

/** Enrols a key with this code, as protocol 2 does. */
export async function enrolKey(shop: TestShop, code: string, key: TestKey) {
  const nonce = makeId('op', shop.clock.nowMs(), systemRandom);
  const {publicKey} = key;
  const payload = {protocol: 2, code, nonce, shell: 'browser', journal: 'none', publicKey};
  const answer = await shop.app.inject({method: 'POST', url: '/sync/v1/enrol', payload});
  return enrolmentSchema.parse(answer.json());
}
