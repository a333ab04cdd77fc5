"""What the first recogniser read in doubt or passed over, read again by a second one."""
