// Owns how the themes are called.
import type { ThemeName } from '#domain/settings.ts'

export const THEMES: readonly [name: ThemeName, title: string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['sepia', 'Sepia'],
  ['high-contrast', 'High contrast'],
]
