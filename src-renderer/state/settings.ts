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

/** What the host said last, and the changes that it has not answered yet, oldest first: an older answer does not take a newer change back. */
let stored: Settings = DEFAULT_SETTINGS
let underway: readonly SettingsPatch[] = []

export async function loadSettings(): Promise<void> {
  const { settings, notice } = await client.call('settings.get', {})
  hearSettings(settings)
  useSettings.setState({ notice, loaded: true })
}

/** Shows what is stored now, with what is still on its way. */
export function hearSettings(settings: Settings): void {
  stored = settings
  useSettings.setState({ settings: underway.reduce(changedSettings, stored) })
}

/** Shows a change before it is saved. The function given back says that it was answered: with what is stored, or not at all, which restores. */
export function showSettings(patch: SettingsPatch): (settings?: Settings) => void {
  underway = [...underway, patch]
  useSettings.setState({ settings: changedSettings(useSettings.getState().settings, patch) })
  return (settings = stored) => {
    underway = underway.filter((other) => other !== patch)
    hearSettings(settings)
  }
}
