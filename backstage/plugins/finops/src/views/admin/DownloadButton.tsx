import type { Asked, ReadPath } from '../../api/FinopsClient';
import { DownloadButton as Download } from '../../tables/DownloadButton';

interface DownloadButtonProps<Path extends ReadPath> {
  title: string;
  path: Path;
  asked: Asked<Path>;
  fileName: string;
}

/** One thing as CSV, whole. */
export function DownloadButton<Path extends ReadPath>({
  title,
  path,
  asked,
  fileName,
}: DownloadButtonProps<Path>) {
  return (
    <Download
      title={title}
      fileName={fileName}
      file={async client => (await client.download(path, asked)).blob()}
      variant="tertiary"
    />
  );
}
