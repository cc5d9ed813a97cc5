import manifest from '../package.json' with { type: 'json' }

/** Of this Baton: what package.json says, built in. */
export const VERSION: string = manifest.version
