import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** A certificate and its key as PEM. */
export interface Identity { cert: string; key: string }

/** An authority that lives as long as the test. */
export interface ThrowawayCa {
  cert: string;
  /** @param names  DNS names and IPv4 addresses it is for. @param days  From now; both may lie in the past. */
  issue(names: readonly string[], days?: { from: number; to: number }): Identity;
}

// Just enough of DER (X.690) and of the certificate's form (RFC 5280, 4.1) for a test; nothing of it is for use outside one.
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  const bytes = [first! * 40 + second!];
  for (const one of rest) {
    const groups = [one & 127];
    for (let left = one >> 7; left > 0; left >>= 7) groups.unshift(0x80 | (left & 127));
    bytes.push(...groups);
  }
  return der(6, Buffer.from(bytes));
}
const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
const commonName = (name: string): Buffer => sequence(der(0x31, sequence(oid("2.5.4.3"), der(0x0c, Buffer.from(name)))));
const utcTime = (days: number): Buffer => der(0x17, Buffer.from(new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, "").slice(2)));
const extension = (id: string, critical: boolean, value: Uint8Array): Buffer => sequence(oid(id), ...(critical ? [Buffer.from([1, 1, 255])] : []), der(4, value));

let serial = 1;

function certificate(subject: string, publicKey: KeyObject, issuer: string, issuerKey: KeyObject, days: { from: number; to: number }, extensions: Buffer[]): string {
  const body = sequence(
    der(0xa0, der(2, Buffer.from([2]))), der(2, Buffer.from([++serial])), ECDSA_SHA256, commonName(issuer), sequence(utcTime(days.from), utcTime(days.to)),
    commonName(subject), publicKey.export({ type: "spki", format: "der" }), der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(body, ECDSA_SHA256, der(3, Buffer.from([0]), sign("sha256", body, issuerKey)));
  return "-----BEGIN CERTIFICATE-----\n" + whole.toString("base64").replace(/.{1,64}/g, "$&\n") + "-----END CERTIFICATE-----\n";
}

const keyId = (key: KeyObject): Buffer => createHash("sha1").update(key.export({ type: "spki", format: "der" })).digest();

/** Make an authority with a fresh key. */
export function throwawayCa(name = "Throwaway test authority"): ThrowawayCa {
  const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const mark = keyId(own.publicKey);
  const cert = certificate(name, own.publicKey, name, own.privateKey, { from: -400, to: 400 }, [
    extension("2.5.29.19", true, sequence(Buffer.from([1, 1, 255]))), extension("2.5.29.14", false, der(4, mark)),
  ]);
  return {
    cert,
    issue(names, days = { from: -1, to: 30 }) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const others = names.map((one) => /^[\d.]+$/.test(one) ? der(0x87, Buffer.from(one.split(".").map(Number))) : der(0x82, Buffer.from(one)));
      return {
        cert: certificate(names[0]!, pair.publicKey, name, own.privateKey, days, [extension("2.5.29.17", false, sequence(...others)), extension("2.5.29.35", false, sequence(der(0x80, mark)))]),
        key: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      };
    },
  };
}
