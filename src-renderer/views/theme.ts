// Owns what the settings of appearance do to the page.
import type { ThemeName } from '#domain/settings.ts'
import { useSettings } from '#renderer/state/settings.ts'

/** The theme to paint: `system` follows lightness and, where asked for, more contrast. */
export function paintedTheme(theme: ThemeName, system: { dark: boolean; moreContrast: boolean }): string {
  if (theme === 'high-contrast' || (theme === 'system' && system.moreContrast)) return system.dark ? 'high-contrast-dark' : 'high-contrast'
  if (theme === 'system') return system.dark ? 'dark' : 'light'
  return theme
}

/** Paints now and whenever the settings or the system change. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const contrast = matchMedia('(prefers-contrast: more)')
  const paint = (): void => {
    const { theme, density, textScale } = useSettings.getState().settings
    const root = document.documentElement
    root.dataset['theme'] = paintedTheme(theme, { dark: dark.matches, moreContrast: contrast.matches })
    root.dataset['density'] = density
    root.style.setProperty('--scale', String(textScale))
  }
  paint()
  useSettings.subscribe(paint)
  dark.addEventListener('change', paint)
  contrast.addEventListener('change', paint)
}
