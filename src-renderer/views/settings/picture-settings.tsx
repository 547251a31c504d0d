// Owns the switch for pictures of papers and organizations, what they weigh, and letting them go.
import { useEffect } from 'react'
import { PICTURE_HOSTS } from '#domain/picture.ts'
import { changeSettings } from '#renderer/actions/library.ts'
import { forgetPictures } from '#renderer/actions/pictures.ts'
import { loadKeptPictures, usePictures } from '#renderer/state/pictures.ts'
import { counted } from '#domain/counted.ts'
import { byteSize } from '#renderer/words/figures.ts'
import { Button } from '../pieces/button.tsx'
import { Line, Switch } from './fields.tsx'

export function PictureSettings({ isOn }: { isOn: boolean }) {
  const kept = usePictures((pictures) => pictures.kept)
  useEffect(() => void loadKeptPictures(), [isOn])
  return (
    <>
      <Switch
        name="Fetch pictures"
        words={`Thumbnails of papers and avatars of organizations, once you look at them, from ${PICTURE_HOSTS.slice(0, 2).join(', ')} and Hugging Face’s own address. At most 200 MB are kept.`}
        on={isOn}
        onChange={(fetchPictures) => changeSettings({ fetchPictures })}
      />
      {kept !== null && kept.pictures > 0 && (
        <Line
          name="Pictures kept"
          words={`${counted(kept.pictures, 'picture')}, ${byteSize(kept.bytes)}. Those in your notes are not among them.`}
        >
          <Button onClick={forgetPictures}>Let them go</Button>
        </Line>
      )}
    </>
  )
}
