/** This generator's version, as in package.json: part of what decides whether a package is up to date. */
export const generatorVersion = "0.1.0";

/** The runtime that generated packages ask for: the one they were generated with, and its patches. */
export const runtimeVersion = "^0.1.0";

/** Version of a generated package. */
export const packageVersion = "0.1.0";
