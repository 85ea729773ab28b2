CREATE TABLE `closing` (
	`id` integer PRIMARY KEY NOT NULL,
	`before` text,
	`after` text,
	`reason` text,
	`device_id` text NOT NULL,
	`at` integer NOT NULL
);
