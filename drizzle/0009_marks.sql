CREATE TABLE `commit_mark` (
	`seq` integer PRIMARY KEY NOT NULL,
	`mark` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `epoch` (
	`id` text PRIMARY KEY NOT NULL,
	`after` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `missing_range` (
	`stream_id` integer NOT NULL,
	`first` integer NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`stream_id`, `first`),
	FOREIGN KEY (`stream_id`) REFERENCES `stream`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `stream` ADD `highest` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
INSERT INTO `epoch` (`id`, `after`) SELECT `epoch`, 0 FROM `feed`;--> statement-breakpoint
INSERT INTO `commit_mark` (`seq`, `mark`) SELECT `last_seq`, lower(hex(randomblob(16))) FROM `feed` WHERE `last_seq` > 0;--> statement-breakpoint
UPDATE `stream` SET `highest` = coalesce((SELECT max(`sequence`) FROM `movement` WHERE `stream_id` = `stream`.`id`), 0);--> statement-breakpoint
INSERT INTO `missing_range` (`stream_id`, `first`, `last`)
	SELECT `stream_id`, `before` + 1, `sequence` - 1 FROM (
		SELECT DISTINCT `stream_id`, `sequence`, coalesce(lag(`sequence`) OVER (PARTITION BY `stream_id` ORDER BY `sequence`), 0) AS `before` FROM `movement`)
	WHERE `sequence` > `before` + 1;
