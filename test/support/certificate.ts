import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Certificates made in the test that needs them: no key lies in the repository, no tool is called. */

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certificate {
  /** A certificate for 127.0.0.1 and localhost. @param days until it expires; negative for an expired one */
  issue(days?: number): Certificate;
}

/** The least of X.509 (RFC 5280) that TLS of Node accepts: version 3, ECDSA P-256, alternative names. */
export const certificateAuthority = (): Authority => {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = `lookback test ${randomBytes(4).toString('hex')}`;
  const signer = { name, key: own.privateKey };
  const cert = certified({ name, spki: spkiOf(own.publicKey), days: 2, isAuthority: true }, signer);
  return {
    cert,
    key: pemOf(own.privateKey),
    issue: (days = 1) => {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const subject = { name: 'node', spki: spkiOf(pair.publicKey), days, isAuthority: false };
      return { cert: certified(subject, signer), key: pemOf(pair.privateKey) };
    },
  };
};

interface Subject {
  readonly name: string;
  readonly spki: Buffer;
  readonly days: number;
  readonly isAuthority: boolean;
}

const certified = (subject: Subject, signer: { name: string; key: KeyObject }): string => {
  const body = tbs(subject, signer.name);
  const signature = sign('sha256', body, createPrivateKey(pemOf(signer.key)));
  const der = sequence(body, sequence(ecdsaWithSha256), tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
};

const tbs = ({ name, spki, days, isAuthority }: Subject, issuer: string): Buffer =>
  sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    sequence(ecdsaWithSha256),
    named(issuer),
    sequence(time(Math.min(0, days) - 1), time(days)),
    named(name),
    spki,
    tagged(0xa3, sequence(isAuthority ? basicConstraints : alternativeNames)),
  );

const tagged = (tag: number, content: Buffer): Buffer => {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const octets = (content: Buffer): Buffer => tagged(0x04, content);
const oid = (...bytes: readonly number[]): Buffer => tagged(0x06, Buffer.from(bytes));
const truth = Buffer.from([0x01, 0x01, 0xff]);

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
/** 2.5.4.3 */
const commonName = oid(0x55, 0x04, 0x03);
/** 2.5.29.19 */
const basicConstraints = sequence(oid(0x55, 0x1d, 0x13), truth, octets(sequence(truth)));
/** 2.5.29.17 */
const alternativeNames = sequence(
  oid(0x55, 0x1d, 0x11),
  octets(sequence(tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1])))),
);

const named = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from(name, 'utf8')))));

const dayMs = 86_400_000;
const time = (days: number): Buffer => {
  const text = new Date(Date.now() + days * dayMs)
    .toISOString()
    .replace(/[-:T]|\.\d+/g, '')
    .slice(0, 14);
  return tagged(0x18, Buffer.from(`${text}Z`));
};

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;
