/** To be written. */
export default function RankingsView() {
  return null;
}
