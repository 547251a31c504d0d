// Owns the settings as this window shows them; a change is seen at once and then saved.
import { create } from 'zustand'
import { changedSettings, DEFAULT_SETTINGS, type Settings, type SettingsPatch } from '#domain/settings.ts'
import { client } from '../app/client.ts'

interface SettingsState {
  settings: Settings
  /** False until the file was read: panes are not laid out before. */
  loaded: boolean
  /** What the host has to say of the file, e.g. that a damaged one was set aside. */
  notice: string | null
}

export const useSettings = create<SettingsState>(() => ({ settings: DEFAULT_SETTINGS, loaded: false, notice: null }))

export async function loadSettings(): Promise<void> {
  const { settings, notice } = await client.call('settings.get', {})
  useSettings.setState({ settings, notice, loaded: true })
}

/** Shows a change before it is saved; gives back what was there, to restore it. */
export function showSettings(patch: SettingsPatch): Settings {
  const before = useSettings.getState().settings
  useSettings.setState({ settings: changedSettings(before, patch) })
  return before
}
