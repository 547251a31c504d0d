// Owns what the build puts in place of a name.

/** True while the window is served by the development server; the code behind it is not in a release. */
declare const __DEVELOPMENT__: boolean
