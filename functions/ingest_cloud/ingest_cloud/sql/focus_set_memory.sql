-- What a step may use, and the little of it that a CSV file is first read with.
SET VARIABLE memory = {'whole': $whole, 'little': $little}
