import { Route, Routes } from 'react-router-dom';
import { RunList } from './RunList';
import { RunPage } from './RunPage';

/** Every run, and one of them. */
export default function RunsView() {
  return (
    <Routes>
      <Route index element={<RunList />} />
      <Route path=":runId" element={<RunPage />} />
    </Routes>
  );
}
