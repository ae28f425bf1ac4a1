using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Models;

/// <summary>Training on the platform's own dispositions.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Whether a model is trained each night. Default true; it can be asked for at any time all the same.</summary>
    public bool Nightly { get; set; } = true;

    /// <summary>When, UTC. Default 08:10, which is night in all of the United States.</summary>
    public TimeOnly TrainAt { get; set; } = new(8, 10);

    /// <summary>Leads whose outcome is known (bound or lost) below which nothing is trained. Default 200.</summary>
    [Range(50, 1_000_000, ErrorMessage = "Models:MinDispositions must be from 50 to 1000000 leads.")]
    public int MinDispositions { get; set; } = 200;

    /// <summary>Leads a training looks at, the newest. Default 20,000: some minutes of one core.</summary>
    [Range(200, 200_000, ErrorMessage = "Models:MaxLeads must be from 200 to 200000 leads.")]
    public int MaxLeads { get; set; } = 20_000;

    /// <summary>Share of the leads, the newest, that a model is measured on and not trained. Default 0.2.</summary>
    [Range(0.1, 0.5, ErrorMessage = "Models:HeldBack must be from 0.1 to 0.5.")]
    public double HeldBack { get; set; } = 0.2;

    /// <summary>How often it is looked whether a training was asked for. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00", ErrorMessage = "Models:PollInterval must be from 00:00:00.05 to 00:10:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often drift and calibration are measured. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00", ErrorMessage = "Models:MeasureInterval must be from 00:00:00.1 to 1.00:00:00.")]
    public TimeSpan MeasureInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Leads of how long drift is measured on. Default 7 days, at most 5,000 leads.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00", ErrorMessage = "Models:DriftWindow must be from 01:00:00 to 90.00:00:00.")]
    public TimeSpan DriftWindow { get; set; } = TimeSpan.FromDays(7);
}
