import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Profile } from "../firmware/acquirer/profile.js";
import { approvalsText } from "./approvals.js";

/** Every profile that the files of a folder of compiled modules hold, by name. @param folder  file: address that ends in a slash. */
export async function loadProfiles(folder: URL): Promise<Profile[]> {
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".js")).sort();
  const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href) as Promise<{ profile?: Profile }>));
  return modules.flatMap((module) => (module.profile === undefined ? [] : [module.profile]));
}

/** The profiles of this tree: the files of firmware/acquirer, whatever they are called. */
export const PROFILES: readonly Profile[] = await loadProfiles(new URL("../firmware/acquirer/", import.meta.url));

export function profileNamed(name: string): Profile | null {
  return PROFILES.find((profile) => profile.name === name) ?? null;
}

/** What stands where in the asset: firmware/host/read-profile.ts reads it so (a test compares them). */
function partsOf(p: Profile): unknown[] {
  return [
    p.spec.fields, p.spec.trackPad, p.spec.packed, p.spec.secret, p.spec.unread,
    p.header, p.macAlgorithm, p.macMtis, p.unsignedCodes, p.approvedCodes, p.reversedCodes,
    p.encryptTrack, p.pinAlgorithm, p.pinLengthMax, p.signOnNetworkCode, p.capability,
    p.reversalMti, p.networkMti, p.reversalOriginal, p.hostTimeoutMs, p.reversalsMax,
    p.settleCode, p.uploadCode, p.endEqualCode, p.endUnequalCode, p.signOffCode,
    p.uploadItems, p.domesticScheme, approvalsText(p.approvals),
  ];
}

/** The asset `profile.` and its name. Errors: a name or header of the wrong form, text that is not ASCII, which the interpreter might read otherwise. */
export function compileProfile(profile: Profile): Buffer {
  const text = JSON.stringify(partsOf(profile));
  if (!/^[a-z0-9]{1,16}$/.test(profile.name)) throw new Error(`profile ${profile.name}: its name has 1 to 16 small letters and digits`);
  if (!/^(\d{12})?$/.test(profile.header)) throw new Error(`profile ${profile.name}: a header has twelve digits, or there is none`);
  if (!/^[\x20-\x7e]*$/.test(text)) throw new Error(`profile ${profile.name}: only ASCII`);
  return Buffer.from(text, "latin1");
}
