import type { AccessToken } from "@armature/runtime";

/** The shape of Azure's credentials, with a token that is good for long. */
export function tokenCredential(token: string): { getToken(): Promise<AccessToken> } {
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.parse("2100-01-01T00:00:00Z") }) };
}
