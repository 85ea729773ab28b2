CREATE TABLE `archive` (
	`seq` integer PRIMARY KEY NOT NULL,
	`payload` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `opening` (
	`serial_id` integer PRIMARY KEY NOT NULL,
	`row` text NOT NULL,
	FOREIGN KEY (`serial_id`) REFERENCES `serial`(`id`) ON UPDATE no action ON DELETE no action
);
