import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A slow machine is not a fault of what is tested.
configure({ asyncUtilTimeout: 20_000 });
