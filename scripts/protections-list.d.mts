export const PROTECTIONS: { what: string; file: string; from: string; to: string }[]
