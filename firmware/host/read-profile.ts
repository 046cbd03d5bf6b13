import type { Native } from "../../hal/native.js";
import type { Profile } from "../acquirer/profile.js";

/** The profile of that name, from the asset `profile.` and its name (docs/ASSETS.md), or null when there is none. */
export function readProfile(native: Native, name: string): Profile | null {
  const file = "profile." + name;
  const length = native.assetLength(file);
  if (length === 0) return null;
  // Plain ASCII, so the interpreter's reader may be trusted with it; in the order of tools/profiles.ts.
  const parts: any[] = JSON.parse(native.asset(file, 0, length));
  return {
    name: name, spec: { fields: parts[0], trackPad: parts[1], packed: parts[2], secret: parts[3], unread: parts[4] },
    header: parts[5], macAlgorithm: parts[6], macMtis: parts[7], unsignedCodes: parts[8], approvedCodes: parts[9], reversedCodes: parts[10],
    encryptTrack: parts[11], pinAlgorithm: parts[12], pinLengthMax: parts[13], signOnNetworkCode: parts[14], capability: parts[15],
    reversalMti: parts[16], networkMti: parts[17], reversalOriginal: parts[18], hostTimeoutMs: parts[19], reversalsMax: parts[20],
    settleCode: parts[21], uploadCode: parts[22], endEqualCode: parts[23], endUnequalCode: parts[24], signOffCode: parts[25],
    uploadItems: parts[26], domesticScheme: parts[27], approvals: parts[28],
  };
}
