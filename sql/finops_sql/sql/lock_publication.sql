-- First of all: whoever changes what readers see waits for whoever does so now.
LOCK TABLE publication IN EXCLUSIVE MODE
