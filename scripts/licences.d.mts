export interface Package {
  name: string
  version: string
  licence: string
  /** Below the root. */
  folder: string
}
export function ofTheServer(): Package[]
export function ofTheDashboard(): Package[]
export function dashboardTexts(): string
export function licencesDocument(): string
